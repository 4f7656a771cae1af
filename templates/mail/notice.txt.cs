<?cs var:Letter.Text ?>
<?cs if:Code ?>
<?cs var:Lang.Mail.Code ?>: <?cs var:Code ?>
<?cs /if ?><?cs if:Where ?>
<?cs var:Lang.Signup.MailWhere ?>
<?cs var:Where ?>

<?cs var:Lang.Signup.MailLink ?><?cs /if ?><?cs if:Link ?>
<?cs var:Link ?>
<?cs /if ?>
<?cs var:Letter.Not ?>

-- 
<?cs var:Account ?>
