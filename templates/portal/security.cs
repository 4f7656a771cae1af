<h1><?cs var:Lang.Security.Title ?></h1>
<?cs if:Html.Policy ?><section class="policy"><?cs uvar:Html.Policy ?></section><?cs /if ?>
<section>
<h2 id="report"><?cs var:Lang.Security.Report ?></h2>
<p class="lead"><?cs var:Lang.Security.ReportText ?></p>
<?cs if:Many ?><p class="notice" role="alert"><?cs var:Lang.Spam.ManyForms ?></p>
<?cs /if ?><?cs if:Bad ?><?cs if:!Page.Stale ?><div class="summary" role="alert" tabindex="-1" id="summary"><h2><?cs var:Lang.Error.Summary ?></h2><ul>
<?cs if:Error.name ?><li><a href="#name"><?cs var:Lang.Portal.YourName ?></a></li><?cs /if ?>
<?cs if:Error.email ?><li><a href="#email"><?cs var:Lang.Portal.YourEmail ?></a></li><?cs /if ?>
<?cs if:Error.subject ?><li><a href="#subject"><?cs var:Lang.Portal.Subject ?></a></li><?cs /if ?>
<?cs if:Error.body ?><li><a href="#body"><?cs var:Lang.Security.Finding ?></a></li><?cs /if ?>
<?cs if:Error.thanks ?><li><a href="#thanks-name"><?cs var:Lang.Security.ThanksName ?></a></li><?cs /if ?>
<?cs if:Error.files ?><li><a href="#files"><?cs var:Lang.Site.Files ?></a></li><?cs /if ?>
</ul></div><?cs /if ?><?cs /if ?>
<form class="form" method="post" action="/security" enctype="multipart/form-data" novalidate data-files>
<?cs call:csrf() ?>
<div class="pair">
<div class="field"><label for="name"><?cs var:Lang.Portal.YourName ?></label>
<input id="name" name="name" autocomplete="name" maxlength="100" value="<?cs var:Form.name ?>"<?cs call:wrong("name-error", Error.name) ?>>
<?cs call:mistake("name-error", Error.name) ?></div>
<div class="field"><label for="email"><?cs var:Lang.Portal.YourEmail ?></label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="<?cs var:Form.email ?>"<?cs call:wrong("email-error", Error.email) ?>>
<?cs call:mistake("email-error", Error.email) ?></div>
</div>
<div class="field"><label for="subject"><?cs var:Lang.Portal.Subject ?></label>
<input id="subject" name="subject" required maxlength="200" value="<?cs var:Form.subject ?>"<?cs call:wrong("subject-error", Error.subject) ?>>
<?cs call:mistake("subject-error", Error.subject) ?></div>
<div class="field"><label for="body"><?cs var:Lang.Security.Finding ?></label>
<textarea id="body" name="body" rows="12" required<?cs call:wrong("body-error", Error.body) ?>><?cs var:Form.body ?></textarea>
<?cs call:mistake("body-error", Error.body) ?></div>
<div class="field"><label for="thanks-name"><?cs var:Lang.Security.ThanksName ?></label>
<input id="thanks-name" name="thanks" maxlength="100" value="<?cs var:Form.thanks ?>" aria-describedby="thanks-hint<?cs if:Error.thanks ?> thanks-error<?cs /if ?>"<?cs if:Error.thanks ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="thanks-hint"><?cs var:Lang.Security.ThanksHint ?></p>
<?cs call:mistake("thanks-error", Error.thanks) ?></div>
<?cs call:filefield("files", Error.files, Form.FilesLost) ?>
<div class="trap" aria-hidden="true"><label for="website"><?cs var:Lang.Portal.Website ?></label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button type="submit" class="primary large"><?cs var:Lang.Portal.Send ?></button>
</form>
</section>
<section>
<h2 id="thanks"><?cs var:Lang.Security.Thanks ?></h2>
<?cs if:Thanks ?><ul class="thanks"><?cs each:t = Thanks ?><li><?cs var:t.Name ?> <span class="dim"><?cs call:day(t.At) ?></span></li><?cs /each ?></ul><?cs else ?><p class="dim"><?cs var:Lang.Security.NoThanks ?></p><?cs /if ?>
</section>
