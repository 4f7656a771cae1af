<h1><?cs var:Lang.Customer.SignIn ?></h1>
<p class="lead"><?cs var:Lang.Customer.SignInText ?></p>
<?cs call:sign_in_limit() ?>
<div class="ways">
<section aria-labelledby="by-password"><h2 id="by-password"><?cs var:Lang.Customer.ByPassword ?></h2>
<form class="form" method="post" action="/login" novalidate><?cs call:csrf() ?><input type="hidden" name="next" value="<?cs var:Form.next ?>">
<div class="field"><label for="email"><?cs var:Lang.Portal.YourEmail ?></label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="<?cs var:Form.email ?>"<?cs call:wrong("email-mistake", Error.email) ?>>
<?cs call:mistake("email-mistake", Error.email) ?></div>
<div class="field"><label for="password"><?cs var:Lang.Customer.Password ?></label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128"<?cs call:wrong("password-mistake", Error.password) ?>>
<?cs call:mistake("password-mistake", Error.password) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Customer.SignIn ?></button>
<p class="hint"><a href="/forgot"><?cs var:Lang.Customer.Forgot ?></a></p>
</form></section>
<section aria-labelledby="by-link"><h2 id="by-link"><?cs var:Lang.Customer.ByLink ?></h2>
<form class="form" method="post" action="/login/link" novalidate><?cs call:csrf() ?>
<p class="hint"><?cs var:Lang.Customer.ByLinkText ?></p>
<div class="field"><label for="link-email"><?cs var:Lang.Portal.YourEmail ?></label>
<input id="link-email" name="email" type="email" autocomplete="email" required maxlength="254" value="<?cs var:Form.email ?>"></div>
<button type="submit"><?cs var:Lang.Customer.SendLink ?></button>
</form></section>
</div>
<p><?cs var:Lang.Customer.NoLogin ?> <a href="/register"><?cs var:Lang.Customer.Register ?></a></p>
