<?cs var:Letter.Text ?>
<?cs if:Letter.Number ?>
<?cs var:Lang.Request.Number ?>: <?cs var:Letter.Number ?><?cs if:Letter.Kind ?>
<?cs var:Lang.Request.What ?>: <?cs var:Lang.Request.Kind[Letter.Kind] ?><?cs /if ?>
<?cs /if ?><?cs if:Letter.Until ?>
<?cs var:Letter.UntilText ?> <?cs var:date(Letter.Until) ?>
<?cs /if ?><?cs if:Letter.Ground ?>
<?cs var:Lang.Request.Ground[Letter.Ground] ?>
<?cs /if ?><?cs if:Letter.Said ?>
<?cs var:Letter.Said ?>
<?cs /if ?><?cs if:Link ?>
<?cs var:Link ?>
<?cs /if ?>
<?cs var:Letter.Not ?>

-- 
<?cs var:Account ?>
