##- <?cs var:Lang.Mail.ReplyAbove ?> -##

<?cs var:Text ?>
<?cs if:Signature ?>
-- 
<?cs var:Signature ?>
<?cs /if ?>

<?cs var:Account ?> · <?cs var:Lang.Mail.ReplyLink ?>
<?cs var:Link ?>
<?cs var:Lang.Mail.LinkUntil ?> <?cs var:datetime(Until) ?>.
