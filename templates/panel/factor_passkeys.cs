<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Passkey.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Passkey.Text ?></p>
<form class="card panel narrow" method="post" action="<?cs var:Factor.Path ?>/passkeys" data-passkey="register" data-start="/panel/passkey/start"><?cs call:csrf() ?>
<input type="hidden" name="passkey" value="" data-answer>
<?cs call:mistake("passkey-mistake", Error.passkey) ?>
<p data-without-script><?cs var:Lang.Passkey.NoScript ?></p>
<div data-with-script hidden>
<div class="field"><label for="name"><?cs var:Lang.Passkey.Name ?></label>
<input id="name" name="name" required maxlength="60" autocomplete="off" value="<?cs var:Form.name ?>" aria-describedby="name-hint<?cs if:Error.name ?> name-mistake<?cs /if ?>"<?cs if:Error.name ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="name-hint"><?cs var:Lang.Passkey.NameHint ?></p>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<p class="mistake" role="alert" data-failed hidden><?cs var:Lang.Passkey.Failed ?></p>
<button type="submit" class="primary" data-go><?cs var:Lang.Passkey.Make ?></button></div>
</form>
