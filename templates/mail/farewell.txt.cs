<?cs var:Letter.Text ?>

<?cs var:Lang.Farewell.Desk ?>: <?cs var:Desk ?>
<?cs var:Lang.Farewell.Number ?>: <?cs var:Number ?>
<?cs if:Person ?><?cs var:Lang.Farewell.Owner ?>: <?cs var:Person ?>
<?cs /if ?><?cs if:Letter.Until ?>
<?cs var:Letter.UntilText ?> <?cs var:date(Letter.Until) ?>
<?cs /if ?>
<?cs var:Letter.Not ?>
<?cs if:Link ?><?cs var:Link ?>
<?cs /if ?>
-- 
<?cs var:Account ?>
