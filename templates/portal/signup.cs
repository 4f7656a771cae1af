<h1><?cs var:Lang.Signup.Title ?></h1>
<p class="lead"><?cs var:Lang.Signup.Lead ?></p>
<?cs if:Signup.Fast ?><div class="summary" role="alert" tabindex="-1" id="summary"><p><?cs var:Lang.Signup.Fast ?></p></div><?cs elif:Signup.Limit ?><div class="summary" role="alert" tabindex="-1" id="summary"><p><?cs var:Lang.Signup.Limit ?></p></div><?cs elif:subcount(Error) > #0 ?><div class="summary" role="alert" tabindex="-1" id="summary"><p><?cs var:Lang.Error.Summary ?>:</p><ul>
<?cs if:Error.company ?><li><a href="#company"><?cs var:Lang.Signup.Company ?></a></li>
<?cs /if ?><?cs if:Error.name ?><li><a href="#name"><?cs var:Lang.Portal.YourName ?></a></li>
<?cs /if ?><?cs if:Error.email ?><li><a href="#email"><?cs var:Lang.Portal.YourEmail ?></a></li>
<?cs /if ?><?cs if:Error.address ?><li><a href="#address"><?cs var:Lang.Signup.Address ?></a></li>
<?cs /if ?><?cs if:Error.language ?><li><a href="#language"><?cs var:Lang.Site.Language ?></a></li>
<?cs /if ?><?cs if:Error.terms ?><li><a href="#terms"><?cs var:Lang.Signup.Terms ?></a></li>
<?cs /if ?><?cs if:Error.processing ?><li><a href="#processing"><?cs var:Lang.Signup.Processing ?></a></li>
<?cs /if ?></ul></div><?cs /if ?>
<form class="form" method="post" action="/signup" novalidate><?cs call:csrf() ?>
<div class="field"><label for="company"><?cs var:Lang.Signup.Company ?></label>
<input id="company" name="company" autocomplete="organization" required maxlength="100" value="<?cs var:Form.company ?>"<?cs call:wrong("company-mistake", Error.company) ?>>
<?cs call:mistake("company-mistake", Error.company) ?></div>
<div class="field"><label for="name"><?cs var:Lang.Portal.YourName ?></label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="<?cs var:Form.name ?>"<?cs call:wrong("name-mistake", Error.name) ?>>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<div class="field"><label for="email"><?cs var:Lang.Portal.YourEmail ?></label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="<?cs var:Form.email ?>"<?cs call:wrong("email-mistake", Error.email) ?>>
<?cs call:mistake("email-mistake", Error.email) ?></div>
<div class="field"><label for="address"><?cs var:Lang.Signup.Address ?></label>
<div class="suffixed"><input id="address" name="address" autocomplete="off" autocapitalize="none" spellcheck="false" required maxlength="63" value="<?cs var:Form.address ?>" aria-describedby="address-base address-hint address-state<?cs if:Error.address ?> address-mistake<?cs /if ?>"<?cs if:Error.address ?> aria-invalid="true"<?cs /if ?> data-look="/signup/address"><span class="dim" id="address-base">.<?cs var:Base ?></span></div>
<p class="hint" id="address-hint"><?cs var:Lang.Signup.AddressHint ?></p>
<p class="hint" id="address-state" role="status"></p>
<?cs call:mistake("address-mistake", Error.address) ?></div>
<div class="field"><label for="language"><?cs var:Lang.Signup.Language ?></label>
<select id="language" name="language"<?cs call:wrong("language-mistake", Error.language) ?>><option value="en" lang="en"<?cs if:Form.language != "es" ?> selected<?cs /if ?>><?cs var:Lang.Language.en ?></option><option value="es" lang="es"<?cs if:Form.language == "es" ?> selected<?cs /if ?>><?cs var:Lang.Language.es ?></option></select>
<?cs call:mistake("language-mistake", Error.language) ?></div>
<div class="field"><label class="tick"><input type="checkbox" id="terms" name="terms" value="<?cs var:Terms.Version ?>"<?cs if:Form.terms == Terms.Version ?> checked<?cs /if ?><?cs call:wrong("terms-mistake", Error.terms) ?>><span><?cs var:Lang.Signup.AgreeTerms ?></span></label>
<p class="hint"><a href="/signup/terms" target="_blank"><?cs var:Lang.Signup.Terms ?></a> (<?cs var:Terms.Version ?>)</p>
<?cs call:mistake("terms-mistake", Error.terms) ?></div>
<div class="field"><label class="tick"><input type="checkbox" id="processing" name="processing" value="<?cs var:Processing.Version ?>"<?cs if:Form.processing == Processing.Version ?> checked<?cs /if ?><?cs call:wrong("processing-mistake", Error.processing) ?>><span><?cs var:Lang.Signup.AgreeProcessing ?></span></label>
<p class="hint"><a href="/signup/processing" target="_blank"><?cs var:Lang.Signup.Processing ?></a> (<?cs var:Processing.Version ?>)</p>
<?cs call:mistake("processing-mistake", Error.processing) ?></div>
<div class="trap" aria-hidden="true"><label for="website"><?cs var:Lang.Portal.Website ?></label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button type="submit" class="primary large"><?cs var:Lang.Signup.Send ?></button>
<p class="hint"><?cs var:Lang.Signup.Kept ?></p>
</form>
