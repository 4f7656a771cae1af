<?cs include!"layout/privacy_nav.cs" ?>
<a class="back" href="/panel/privacy/retention"><?cs call:icon("back") ?><?cs var:Lang.Keep.BackToRules ?></a>
<div class="page-head"><h1><?cs var:Lang.Keep.Change ?></h1></div>
<?cs with:R = Rule ?><p class="lead"><strong><?cs include!"layout/rule.cs" ?></strong></p><?cs /with ?>
<p class="hint narrow"><?cs var:Lang.Keep.ChangeHint ?></p>
<form class="card panel narrow" method="post" action="/panel/privacy/retention/<?cs var:Rule.Id ?>" novalidate><?cs call:csrf() ?>
<?cs include!"layout/rule_form.cs" ?>
<button type="submit" class="primary"><?cs var:Lang.Keep.ChangeSave ?></button>
</form>
