<h1><?cs if:Confirm ?><?cs var:Lang.Customer.Confirm ?><?cs else ?><?cs var:Lang.Customer.NewPassword ?><?cs /if ?></h1>
<p class="lead"><?cs if:Confirm ?><?cs var:Lang.Customer.ConfirmText ?><?cs else ?><?cs var:Lang.Customer.NewPasswordText ?><?cs /if ?></p>
<form class="form" method="post" novalidate><?cs call:csrf() ?>
<div class="field"><label for="password"><?cs if:Confirm ?><?cs var:Lang.Customer.PasswordOptional ?><?cs else ?><?cs var:Lang.Customer.NewPassword ?><?cs /if ?></label>
<input id="password" name="password" type="password" autocomplete="new-password" maxlength="128" aria-describedby="password-hint<?cs if:Error.password ?> password-mistake<?cs /if ?>"<?cs if:Error.password ?> aria-invalid="true"<?cs /if ?><?cs if:!Confirm ?> required<?cs /if ?>>
<p class="hint" id="password-hint"><?cs var:Lang.Customer.PasswordHint ?></p>
<?cs call:mistake("password-mistake", Error.password) ?></div>
<button type="submit" class="primary"><?cs if:Confirm ?><?cs var:Lang.Customer.Confirm ?><?cs else ?><?cs var:Lang.Customer.SavePassword ?><?cs /if ?></button>
</form>
