<main class="lone-box" id="content">
<p class="wordmark"><?cs call:mark() ?> <?cs var:Page.Account ?></p>
<?cs if:Paused.Sent ?><h1><?cs var:Lang.Paused.SentTitle ?></h1>
<p role="status"><?cs var:Lang.Paused.SentText ?></p>
<?cs else ?><h1><?cs var:Lang.Paused.Title ?></h1>
<?cs if:Paused.Many ?><p class="summary" role="alert"><?cs var:Lang.Paused.Many ?></p>
<?cs /if ?><?cs call:paused_form() ?>
<?cs /if ?></main>
