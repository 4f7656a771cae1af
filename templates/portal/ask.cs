<h1><?cs var:Lang.Portal.Ask ?></h1>
<?cs if:Many ?><p class="notice" role="alert"><?cs var:Lang.Spam.ManyForms ?></p>
<?cs /if ?><?cs if:Bad ?><?cs if:!Page.Stale ?><div class="summary" role="alert" tabindex="-1" id="summary"><h2><?cs var:Lang.Error.Summary ?></h2><ul>
<?cs if:Error.name ?><li><a href="#name"><?cs var:Lang.Portal.YourName ?></a></li><?cs /if ?>
<?cs if:Error.email ?><li><a href="#email"><?cs var:Lang.Portal.YourEmail ?></a></li><?cs /if ?>
<?cs if:Error.subject ?><li><a href="#subject"><?cs var:Lang.Portal.Subject ?></a></li><?cs /if ?>
<?cs if:Error.body ?><li><a href="#body"><?cs var:Lang.Portal.Message ?></a></li><?cs /if ?>
<?cs if:Error.files ?><li><a href="#files"><?cs var:Lang.Site.Files ?></a></li><?cs /if ?>
</ul></div><?cs /if ?><?cs /if ?>
<form class="form" method="post" action="/ask" enctype="multipart/form-data" novalidate data-files>
<?cs call:csrf() ?>
<div class="pair">
<div class="field"><label for="name"><?cs var:Lang.Portal.YourName ?></label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="<?cs var:Form.name ?>"<?cs call:wrong("name-error", Error.name) ?>>
<?cs call:mistake("name-error", Error.name) ?></div>
<div class="field"><label for="email"><?cs var:Lang.Portal.YourEmail ?></label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="<?cs var:Form.email ?>" aria-describedby="email-hint<?cs if:Error.email ?> email-error<?cs /if ?>"<?cs if:Error.email ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="email-hint"><?cs var:Lang.Portal.EmailHint ?></p>
<?cs call:mistake("email-error", Error.email) ?></div>
</div>
<?cs if:subcount(Departments) > #1 ?><div class="field"><label for="department"><?cs var:Lang.Portal.Department ?></label>
<select id="department" name="department"><?cs each:d = Departments ?><option value="<?cs var:d.Id ?>"<?cs if:d.Id == Form.department ?> selected<?cs /if ?>><?cs var:d.Name ?></option><?cs /each ?></select></div><?cs /if ?>
<div class="field"><label for="subject"><?cs var:Lang.Portal.Subject ?></label>
<input id="subject" name="subject" required maxlength="200" value="<?cs var:Form.subject ?>"<?cs call:wrong("subject-error", Error.subject) ?>>
<?cs call:mistake("subject-error", Error.subject) ?></div>
<div class="field"><label for="body"><?cs var:Lang.Portal.Message ?></label>
<textarea id="body" name="body" rows="10" required<?cs call:wrong("body-error", Error.body) ?>><?cs var:Form.body ?></textarea>
<?cs call:mistake("body-error", Error.body) ?></div>
<?cs call:filefield("files", Error.files, Form.FilesLost) ?>
<?cs if:subcount(Purposes) ?><fieldset class="field consents"><legend><?cs var:Lang.Consent.AskHead ?></legend>
<?cs each:p = Purposes ?><label class="tick"><input type="checkbox" name="consent" value="<?cs var:p.Id ?>"><span><?cs var:p.Name ?></span></label>
<div class="hint"><?cs uvar:p.Html.Body ?></div>
<?cs /each ?><p class="hint"><?cs var:Lang.Consent.AskHint ?></p></fieldset><?cs /if ?>
<?cs if:Via.Website ?><input type="hidden" name="via" value="website"><?cs /if ?><div class="trap" aria-hidden="true"><label for="website"><?cs var:Lang.Portal.Website ?></label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button type="submit" class="primary large"><?cs var:Lang.Portal.Send ?></button>
</form>
