<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Factor.CodesTitle ?></h1></div>
<ol class="steps narrow">
<?cs include!"layout/factor_steps.cs" ?>
</ol>
<form class="card panel narrow" method="post" action="<?cs var:Factor.Path ?>/codes" novalidate><?cs call:csrf() ?>
<?cs include!"layout/factor_confirm.cs" ?>
</form>
