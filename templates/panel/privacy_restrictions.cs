<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Restrict.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Restrict.Lead ?></p>
<?cs if:subcount(Restrictions) ?><div class="card scroll"><table class="list">
<thead><tr><th scope="col"><?cs var:Lang.Restrict.Whose ?></th><th scope="col"><?cs var:Lang.Restrict.Since ?></th><th scope="col"><?cs var:Lang.Restrict.Ground ?></th><th scope="col"><?cs var:Lang.Restrict.By ?></th><th scope="col"><?cs var:Lang.Restrict.Ends ?></th></tr></thead>
<tbody><?cs each:r = Restrictions ?><tr><th scope="row"><a href="/panel/contacts/<?cs var:r.ContactId ?>"><?cs var:Lang.Restrict.Contact ?> <?cs var:r.ContactId ?></a></th><td><?cs call:day(r.Since) ?></td><td><?cs var:Lang.Restrict.Grounds[r.Ground] ?></td><td><?cs var:r.By ?></td><td><?cs if:r.Lift ?><?cs call:day(r.Lift) ?><?cs else ?><span class="dim"><?cs var:Lang.Restrict.Open ?></span><?cs /if ?></td></tr>
<?cs /each ?></tbody></table></div>
<?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Restrict.None ?></p></div><?cs /if ?>
