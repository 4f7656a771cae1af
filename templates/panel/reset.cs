<h1><?cs var:Lang.People.Reset ?></h1>
<p class="dim"><?cs var:Lang.People.ResetText ?></p>
<form method="post" novalidate><?cs call:csrf() ?>
<?cs call:new_password(Error.new) ?>
<button type="submit" class="primary"><?cs var:Lang.People.ResetSave ?></button>
</form>
