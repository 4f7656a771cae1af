<h1><?cs var:Lang.Customer.Forgot ?></h1>
<p class="lead"><?cs var:Lang.Customer.ForgotText ?></p>
<form class="form" method="post" action="/forgot" novalidate><?cs call:csrf() ?>
<div class="field"><label for="email"><?cs var:Lang.Portal.YourEmail ?></label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="<?cs var:Form.email ?>"<?cs call:wrong("email-mistake", Error.email) ?>>
<?cs call:mistake("email-mistake", Error.email) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Customer.SendLink ?></button>
</form>
