<?cs var:Lang.Mail.LinkText ?>

<?cs var:Link ?>
<?cs var:Lang.Mail.LinkUntil ?> <?cs var:datetime(Until) ?>.

<?cs var:Lang.Mail.LinkNot ?>

-- 
<?cs var:Account ?>
