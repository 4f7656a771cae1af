<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Erase.List ?></h1></div>
<p class="dim lead"><?cs var:Lang.Erase.ListHint ?></p>
<?cs if:Erasures ?><div class="card"><table class="rows">
<thead><tr><th scope="col"><?cs var:Lang.Erase.Number ?></th><th scope="col"><?cs var:Lang.Erase.What ?></th><th scope="col"><?cs var:Lang.Erase.By ?></th><th scope="col"><?cs var:Lang.Erase.Asked ?></th><th scope="col"><?cs var:Lang.Panel.Status ?></th></tr></thead>
<tbody>
<?cs each:e = Erasures ?><tr><th scope="row"><a href="/panel/erase/done/<?cs var:e.Id ?>"><?cs var:e.Id ?></a></th><td><?cs var:Lang.Erase.Scope[e.Scope] ?> <?cs var:e.Subject ?></td><td><?cs if:e.By ?><?cs var:e.By ?><?cs else ?><?cs var:Lang.Erase.ByKind[e.ByKind] ?><?cs /if ?></td><td><?cs call:when(e.Asked) ?></td><td><?cs call:erase_state(e) ?></td></tr>
<?cs /each ?></tbody></table></div><?cs else ?><p class="card panel narrow"><?cs var:Lang.Erase.None ?></p><?cs /if ?>
<?cs if:Older ?><nav class="pages" aria-label="<?cs var:Lang.Panel.Pages ?>"><a class="button small" rel="next" href="/panel/privacy/erasures?before=<?cs var:Older ?>"><?cs var:Lang.Panel.Older ?><?cs call:icon("next") ?></a></nav><?cs /if ?>
