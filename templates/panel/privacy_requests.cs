<?cs include!"layout/privacy_rows.cs" ?><?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Request.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Request.Lead ?></p>
<nav class="settings-nav" aria-label="<?cs var:Lang.Request.State ?>"><ul>
<?cs each:s = States ?><li><a href="/panel/privacy/requests?state=<?cs var:s.Key ?>"<?cs if:s.This ?> aria-current="true"<?cs /if ?>><?cs var:Lang.Request.States[s.Key] ?></a></li>
<?cs /each ?></ul></nav>
<?cs if:subcount(Requests) ?><?cs call:requests(Requests) ?><?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Request.None ?></p></div><?cs /if ?>
<?cs if:More || Further ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>">
<?cs if:Further ?><a class="button small" href="/panel/privacy/requests?state=<?cs var:State ?>"><?cs call:icon("back") ?><?cs var:Lang.Request.First ?></a><?cs /if ?>
<?cs if:More ?><a class="button small" rel="next" href="/panel/privacy/requests?state=<?cs var:State ?>&amp;after=<?cs var:More ?>"><?cs var:Lang.Request.More ?><?cs call:icon("next") ?></a><?cs /if ?>
</nav><?cs /if ?>
<?cs if:Me.Role >= #2 ?><p class="section"><a class="button" href="/panel/privacy/requests/new"><?cs var:Lang.Request.New ?></a></p>
<p class="hint"><?cs var:Lang.Request.NewHint ?></p><?cs else ?><p class="hint section"><?cs var:Lang.Request.NewFromContact ?></p><?cs /if ?>
