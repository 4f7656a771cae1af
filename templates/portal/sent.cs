<section class="hero">
<?cs if:Sent.Now ?><h1><?cs var:Lang.Portal.Sent ?></h1>
<?cs if:Sent.Code ?><p class="lead"><?cs var:Lang.Portal.SentCode ?> <strong class="code" id="code"><?cs var:Sent.Code ?></strong></p><?cs /if ?>
<p><?cs var:Lang.Portal.SentText ?></p>
<p class="dim"><?cs var:Lang.Portal.SentLost ?></p>
<p><a class="button" href="/ask"><?cs var:Lang.Portal.Another ?></a></p>
<?cs else ?><h1><?cs var:Lang.Portal.SentBefore ?></h1>
<p class="lead"><?cs var:Lang.Portal.SentBeforeText ?></p>
<p><a class="button" href="/ask"><?cs var:Lang.Portal.Ask ?></a></p>
<?cs /if ?></section>
