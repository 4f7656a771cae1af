<?cs var:Lang.Mail.AckText ?>

<?cs var:Lang.Mail.Code ?>: <?cs var:Code ?>

<?cs var:Lang.Mail.AckLink ?>
<?cs var:Link ?>
<?cs var:Lang.Mail.LinkUntil ?> <?cs var:datetime(Until) ?>.

<?cs var:Lang.Mail.AckNot ?>

-- 
<?cs var:Account ?>
