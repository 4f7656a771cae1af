<div class="page-head">
<h1><?cs if:View.Key ?><?cs var:Lang.Panel.View[View.Key] ?><?cs else ?><?cs var:View.Name ?><?cs /if ?></h1>
</div>
<?cs if:Tickets ?><?cs call:tickets(Tickets) ?>
<?cs else ?><div class="card empty"><?cs call:mark() ?>
<p><?cs if:View.Key ?><?cs var:Lang.Panel.Empty[View.Key] ?><?cs else ?><?cs var:Lang.Panel.Empty.department ?><?cs /if ?></p></div>
<?cs /if ?><?cs if:Older || View.Further ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>">
<?cs if:View.Further ?><a class="button small" href="/panel/tickets?<?cs if:View.Key ?>view=<?cs var:View.Key ?><?cs else ?>department=<?cs var:View.Department ?><?cs /if ?>"><?cs call:icon("back") ?><?cs var:Lang.Panel.Newest ?></a><?cs /if ?>
<?cs if:Older ?><a class="button small" rel="next" href="/panel/tickets?<?cs if:View.Key ?>view=<?cs var:View.Key ?><?cs else ?>department=<?cs var:View.Department ?><?cs /if ?>&amp;before=<?cs var:Older ?>"><?cs var:Lang.Panel.Older ?><?cs call:icon("next") ?></a><?cs /if ?>
</nav><?cs /if ?>
