<?cs var:Lang.Mail.Unsent ?> <?cs var:Why ?>
<?cs var:Lang.Mail.UnsentWritten ?> <?cs var:datetime(At) ?>.
