<h1><?cs var:Lang.Factor.CodesTitle ?></h1>
<ol class="steps">
<?cs include!"layout/factor_steps.cs" ?>
</ol>
<form class="form" method="post" action="<?cs var:Factor.Path ?>/codes" novalidate><?cs call:csrf() ?>
<?cs include!"layout/factor_confirm.cs" ?>
</form>
