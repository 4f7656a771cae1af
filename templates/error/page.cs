<main class="lone-box" id="content">
<p class="wordmark"><?cs call:mark() ?> <?cs if:Page.Account ?><?cs var:Page.Account ?><?cs else ?><?cs var:Lang.Site.Name ?><?cs /if ?></p>
<h1><?cs var:Error.Title ?></h1>
<p><?cs var:Error.Text ?></p>
<?cs if:Error.Lift ?><h2><?cs var:Lang.Paused.Title ?></h2>
<?cs call:paused_form() ?>
<?cs elif:Error.Code != "Suspended" ?><p><a href="<?cs if:string.slice(Page.Path, 0, 6) == "/panel" ?>/panel/tickets<?cs else ?>/<?cs /if ?>"><?cs var:Lang.Err.Home ?></a></p>
<?cs /if ?><?cs if:Page.RequestId ?><p class="dim"><?cs var:Lang.Err.Request ?> <code><?cs var:Page.RequestId ?></code></p><?cs /if ?>
</main>
