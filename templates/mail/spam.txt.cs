<?cs var:Lang.Digest.Text ?> <?cs var:datetime(From) ?>.

<?cs each:t = Tickets ?><?cs var:t.Code ?>  <?cs var:Lang.Spam.Score ?> <?cs var:t.Score ?>  <?cs var:datetime(t.At) ?><?cs if:t.Subject ?>
<?cs var:t.Subject ?><?cs /if ?>
<?cs var:t.Link ?><?cs if:t.Ends ?>
<?cs var:plural(t.Days + "|Lang.Digest.Left") ?><?cs else ?>
<?cs var:Lang.Digest.Stays ?><?cs /if ?>

<?cs /each ?><?cs if:More > #0 ?><?cs var:plural(More + "|Lang.Digest.More") ?>

<?cs /if ?><?cs var:Lang.Digest.All ?>
<?cs var:Panel ?>tickets?view=sifted

<?cs var:Lang.Digest.Off ?>
<?cs var:Panel ?>profile

-- 
<?cs var:Account ?>
