<h1><?cs var:Lang.Portal.Ask ?></h1>
<?cs if:Bad ?><div class="summary" role="alert" tabindex="-1" id="summary"><h2><?cs var:Lang.Error.Summary ?></h2><ul>
<?cs if:Error.name ?><li><a href="#name"><?cs var:Lang.Portal.YourName ?></a></li><?cs /if ?>
<?cs if:Error.email ?><li><a href="#email"><?cs var:Lang.Portal.YourEmail ?></a></li><?cs /if ?>
<?cs if:Error.subject ?><li><a href="#subject"><?cs var:Lang.Portal.Subject ?></a></li><?cs /if ?>
<?cs if:Error.body ?><li><a href="#body"><?cs var:Lang.Portal.Message ?></a></li><?cs /if ?>
<?cs if:Error.files ?><li><a href="#files"><?cs var:Lang.Portal.Files ?></a></li><?cs /if ?>
</ul></div><?cs /if ?>
<form class="form" method="post" action="/ask" enctype="multipart/form-data" novalidate data-files>
<?cs call:csrf() ?>
<div class="field"><label for="name"><?cs var:Lang.Portal.YourName ?></label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="<?cs var:Form.name ?>"<?cs if:Error.name ?> aria-invalid="true" aria-describedby="name-error"<?cs /if ?>>
<?cs call:error(Error.name, "name-error") ?></div>
<div class="field"><label for="email"><?cs var:Lang.Portal.YourEmail ?></label>
<input id="email" name="email" type="email" autocomplete="email" required maxlength="254" value="<?cs var:Form.email ?>" aria-describedby="email-hint<?cs if:Error.email ?> email-error<?cs /if ?>"<?cs if:Error.email ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="email-hint"><?cs var:Lang.Portal.EmailHint ?></p>
<?cs call:error(Error.email, "email-error") ?></div>
<?cs if:Departments > #1 ?><div class="field"><label for="department"><?cs var:Lang.Portal.Department ?></label>
<select id="department" name="department"><?cs each:d = Departments ?><option value="<?cs var:d.Id ?>"<?cs if:d.Id == Form.department ?> selected<?cs /if ?>><?cs var:d.Name ?></option><?cs /each ?></select></div><?cs /if ?>
<div class="field"><label for="subject"><?cs var:Lang.Portal.Subject ?></label>
<input id="subject" name="subject" required maxlength="200" value="<?cs var:Form.subject ?>"<?cs if:Error.subject ?> aria-invalid="true" aria-describedby="subject-error"<?cs /if ?>>
<?cs call:error(Error.subject, "subject-error") ?></div>
<div class="field"><label for="body"><?cs var:Lang.Portal.Message ?></label>
<textarea id="body" name="body" rows="10" required<?cs if:Error.body ?> aria-invalid="true" aria-describedby="body-error"<?cs /if ?>><?cs var:Form.body ?></textarea>
<?cs call:error(Error.body, "body-error") ?></div>
<div class="field"><label for="files"><?cs var:Lang.Portal.Files ?></label>
<input id="files" name="files" type="file" multiple aria-describedby="files-hint<?cs if:Error.files ?> files-error<?cs /if ?>"<?cs if:Error.files ?> aria-invalid="true"<?cs /if ?> data-max="26214400" data-total="<?cs var:Lang.Portal.FilesTotal ?>" data-error="<?cs var:Lang.Error.Files ?>">
<p class="hint" id="files-hint"><?cs var:Lang.Portal.FilesHint ?></p>
<?cs call:error(Error.files, "files-error") ?></div>
<div class="trap" aria-hidden="true"><label for="website"><?cs var:Lang.Portal.Website ?></label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<p><button class="button primary"><?cs var:Lang.Portal.Send ?></button></p>
</form>
