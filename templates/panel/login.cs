<h1><?cs var:Lang.Panel.SignInTitle ?></h1>
<p class="dim"><?cs var:Lang.Panel.SignInHint ?></p>
<?cs call:sign_in_limit() ?>
<form method="post" action="/panel/login" novalidate><?cs call:csrf() ?>
<input type="hidden" name="next" value="<?cs var:Form.next ?>">
<div class="field"><label for="email"><?cs var:Lang.Panel.Email ?></label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="<?cs var:Form.email ?>"<?cs call:wrong("email-mistake", Error.email) ?>>
<?cs call:mistake("email-mistake", Error.email) ?></div>
<div class="field"><label for="password"><?cs var:Lang.Panel.Password ?></label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"<?cs call:wrong("password-mistake", Error.password) ?>>
<?cs call:mistake("password-mistake", Error.password) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Panel.SignIn ?></button>
</form>
<p><a href="/panel/forgot"><?cs var:Lang.People.Forgot ?></a></p>
<form class="passkey" method="post" action="/panel/passkey" data-passkey="alone" data-start="/panel/passkey/start" hidden><?cs call:csrf() ?>
<input type="hidden" name="next" value="<?cs var:Form.next ?>">
<input type="hidden" name="passkey" value="" data-answer>
<p class="mistake" role="alert" data-failed hidden><?cs var:Lang.Passkey.Failed ?></p>
<button type="submit" data-go><?cs var:Lang.Passkey.SignIn ?></button>
</form>
