<h1><?cs var:Lang.Panel.SignInTitle ?></h1>
<p class="dim"><?cs var:Lang.Panel.SignInHint ?></p>
<form class="form" method="post" action="/panel/login" novalidate><?cs call:csrf() ?>
<input type="hidden" name="next" value="<?cs var:Form.next ?>">
<div class="field"><label for="email"><?cs var:Lang.Panel.Email ?></label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="<?cs var:Form.email ?>"<?cs if:Error.email ?> aria-invalid="true" aria-describedby="email-error"<?cs /if ?>>
<?cs call:mistake("email-error", Error.email) ?></div>
<div class="field"><label for="password"><?cs var:Lang.Panel.Password ?></label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"<?cs if:Error.password ?> aria-invalid="true" aria-describedby="password-error"<?cs /if ?>>
<?cs call:mistake("password-error", Error.password) ?></div>
<p><button class="button primary"><?cs var:Lang.Panel.SignIn ?></button></p>
</form>
