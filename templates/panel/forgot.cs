<h1><?cs var:Lang.People.Forgot ?></h1>
<p class="dim"><?cs var:Lang.People.ForgotText ?></p>
<form method="post" action="/panel/forgot" novalidate><?cs call:csrf() ?>
<div class="field"><label for="email"><?cs var:Lang.Panel.Email ?></label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="<?cs var:Form.email ?>"<?cs call:wrong("email-mistake", Error.email) ?>>
<?cs call:mistake("email-mistake", Error.email) ?></div>
<button type="submit" class="primary"><?cs var:Lang.People.ForgotSend ?></button>
</form>
<p><a href="/panel/login"><?cs var:Lang.Panel.SignIn ?></a></p>
