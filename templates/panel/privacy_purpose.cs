<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Purpose.Name ?></h1><span class="dim"><?cs var:Lang.Consent.Version ?> <?cs var:Purpose.Version ?></span></div>
<p class="dim lead"><?cs var:Lang.Consent.ChangeText ?></p>
<form class="card panel narrow" method="post" action="/panel/privacy/consent/<?cs var:Purpose.Id ?>" novalidate><?cs call:csrf() ?>
<?cs include!"layout/purpose_fields.cs" ?><button type="submit" class="primary"><?cs var:Lang.Panel.Save ?></button>
</form>
