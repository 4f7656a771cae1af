<div class="page-head">
<h1><?cs var:Lang.Panel.SearchTitle ?></h1>
</div>
<?cs call:mistake("q-mistake", Error.q) ?><?cs if:Search.Over ?><p class="mistake" role="alert"><?cs var:Lang.Panel.SearchOver ?></p><?cs /if ?><?cs if:Search.Invalid ?><p class="mistake" role="alert"><?cs var:Lang.Panel.SearchInvalid ?></p><?cs /if ?>
<?cs if:Tickets ?><?cs call:tickets(Tickets) ?>
<?cs else ?><div class="card empty"><?cs call:mark() ?>
<?cs if:Search.Next ?><p><?cs var:Lang.Panel.SearchPartly ?></p><?cs elif:Search.Invalid ?><?cs elif:Search.Done ?><p><?cs var:Lang.Panel.SearchNone ?></p><?cs else ?><p><?cs var:Lang.Panel.SearchIntro ?></p><?cs /if ?>
<p><?cs var:Lang.Panel.SearchHint ?></p></div>
<?cs /if ?><?cs if:Search.Next || View.Further ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>">
<?cs if:View.Further ?><a class="button small" href="/panel/search?s=<?cs var:Search.Id ?>"><?cs call:icon("back") ?><?cs var:Lang.Panel.Newest ?></a><?cs /if ?>
<?cs if:Search.Next ?><a class="button small" rel="next" href="/panel/search?s=<?cs var:Search.Id ?>&amp;before=<?cs var:Search.Next ?>"><?cs var:Lang.Panel.NextPage ?><?cs call:icon("next") ?></a><?cs /if ?>
</nav><?cs /if ?>
