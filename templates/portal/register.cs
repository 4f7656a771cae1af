<h1><?cs var:Lang.Customer.Register ?></h1>
<p class="lead"><?cs var:Lang.Customer.RegisterText ?></p>
<form class="form" method="post" action="/register" novalidate><?cs call:csrf() ?>
<div class="field"><label for="name"><?cs var:Lang.Portal.YourName ?></label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="<?cs var:Form.name ?>"<?cs call:wrong("name-mistake", Error.name) ?>>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<div class="field"><label for="email"><?cs var:Lang.Portal.YourEmail ?></label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="<?cs var:Form.email ?>"<?cs call:wrong("email-mistake", Error.email) ?>>
<?cs call:mistake("email-mistake", Error.email) ?></div>
<div class="trap" aria-hidden="true"><label for="website"><?cs var:Lang.Portal.Website ?></label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button type="submit" class="primary"><?cs var:Lang.Customer.SendConfirm ?></button>
</form>
