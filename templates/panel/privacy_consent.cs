<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Consent.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Consent.Lead ?></p>
<?cs if:subcount(Purposes) ?><ul class="sessions card narrow">
<?cs each:p = Purposes ?><li><div class="grow"><strong><?cs var:p.Name ?></strong><?cs if:!p.Active ?> <span class="badge badge-closed"><?cs var:Lang.Consent.Ended ?></span><?cs /if ?>
<p class="dim"><?cs var:Lang.Consent.Version ?> <?cs var:p.Version ?><?cs if:p.Active ?><?cs if:p.OnAsk ?> · <?cs var:Lang.Consent.Asked ?><?cs /if ?><?cs /if ?></p>
<div class="text"><?cs uvar:p.Html.Body ?></div></div>
<a class="button small" href="/panel/privacy/consent/<?cs var:p.Id ?>"><?cs var:Lang.Consent.Change ?><span class="visually-hidden">: <?cs var:p.Name ?></span></a></li>
<?cs /each ?></ul>
<?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Consent.None ?></p></div><?cs /if ?>
<section class="section" aria-labelledby="new-head"><h2 id="new-head"><?cs var:Lang.Consent.New ?></h2>
<form class="card panel narrow" method="post" action="/panel/privacy/consent" novalidate><?cs call:csrf() ?>
<?cs include!"layout/purpose_fields.cs" ?><button type="submit" class="primary"><?cs var:Lang.Panel.Save ?></button>
</form></section>
