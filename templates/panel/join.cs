<h1><?cs var:Lang.People.Join ?></h1>
<p class="dim"><?cs var:Lang.People.JoinText ?></p>
<form method="post" novalidate><?cs call:csrf() ?>
<div class="field"><label for="name"><?cs var:Lang.Panel.Name ?></label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="<?cs var:Form.name ?>" aria-describedby="name-hint<?cs if:Error.name ?> name-mistake<?cs /if ?>"<?cs if:Error.name ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="name-hint"><?cs var:Lang.Panel.ProfileHint ?></p>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<?cs call:new_password(Error.new) ?>
<button type="submit" class="primary"><?cs var:Lang.People.JoinSave ?></button>
</form>
