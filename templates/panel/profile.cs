<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Panel.Profile ?></h1></div>
<form class="card panel narrow" method="post" action="/panel/profile" novalidate><?cs call:csrf() ?>
<div class="field"><span class="label"><?cs var:Lang.Panel.Email ?></span><span><?cs var:Profile.Email ?></span></div>
<div class="field"><label for="name"><?cs var:Lang.Panel.Name ?></label>
<input id="name" name="name" autocomplete="name" required maxlength="100" value="<?cs var:Form.name ?>" aria-describedby="name-hint<?cs if:Error.name ?> name-mistake<?cs /if ?>"<?cs if:Error.name ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="name-hint"><?cs var:Lang.Panel.ProfileHint ?></p>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<div class="field"><label for="language"><?cs var:Lang.Panel.Language ?></label>
<select id="language" name="language"<?cs call:wrong("language-mistake", Error.language) ?>>
<option value=""><?cs var:Lang.Panel.LanguageBrowser ?></option>
<option value="en" lang="en"<?cs if:Form.language == "en" ?> selected<?cs /if ?>><?cs var:Lang.Language.en ?></option>
<option value="es" lang="es"<?cs if:Form.language == "es" ?> selected<?cs /if ?>><?cs var:Lang.Language.es ?></option>
</select>
<?cs call:mistake("language-mistake", Error.language) ?></div>
<div class="field"><label for="zone"><?cs var:Lang.People.Zone ?></label>
<select id="zone" name="zone"<?cs call:wrong("zone-mistake", Error.zone) ?>><option value=""><?cs var:Lang.People.ZoneAccount ?> (<?cs if:Profile.Zone ?><?cs var:Profile.Zone ?><?cs else ?>UTC<?cs /if ?>)</option><?cs each:z = Zones ?><option<?cs if:z.Selected ?> selected<?cs /if ?>><?cs var:z.Name ?></option><?cs /each ?></select>
<?cs call:mistake("zone-mistake", Error.zone) ?></div>
<div class="field"><label for="signature"><?cs var:Lang.Panel.Signature ?></label>
<textarea id="signature" name="signature" rows="4" maxlength="4000" aria-describedby="signature-hint<?cs if:Error.signature ?> signature-mistake<?cs /if ?>"<?cs if:Error.signature ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.signature ?></textarea>
<p class="hint" id="signature-hint"><?cs var:Lang.Panel.SignatureHint ?></p>
<?cs call:mistake("signature-mistake", Error.signature) ?></div>
<fieldset class="field"><legend><?cs var:Lang.People.Notify ?></legend>
<label class="tick"><input type="checkbox" name="notify_new" value="1"<?cs if:Profile.New ?> checked<?cs /if ?>><span><?cs var:Lang.People.NotifyNew ?></span></label>
<label class="tick"><input type="checkbox" name="notify_assigned" value="1"<?cs if:Profile.Assigned ?> checked<?cs /if ?>><span><?cs var:Lang.People.NotifyAssigned ?></span></label>
<label class="tick"><input type="checkbox" name="notify_answered" value="1"<?cs if:Profile.Answered ?> checked<?cs /if ?>><span><?cs var:Lang.People.NotifyAnswered ?></span></label>
<p class="hint"><?cs var:Lang.People.NotifyHint ?></p></fieldset>
<div class="field"><label for="digest"><?cs var:Lang.Digest.Label ?></label>
<select id="digest" name="digest" aria-describedby="digest-hint"><option value="never"><?cs var:Lang.Digest.Never ?></option><option value="daily"<?cs if:Profile.Digest == "daily" ?> selected<?cs /if ?>><?cs var:Lang.Digest.Daily ?></option><option value="weekly"<?cs if:Profile.Digest == "weekly" ?> selected<?cs /if ?>><?cs var:Lang.Digest.Weekly ?></option></select>
<p class="hint" id="digest-hint"><?cs var:Lang.Digest.Hint ?></p></div>
<button type="submit" class="primary"><?cs var:Lang.Panel.Save ?></button>
</form>
<section class="section" aria-labelledby="picture-head"><h2 id="picture-head"><?cs var:Lang.People.Picture ?></h2>
<form class="card panel narrow" method="post" action="/panel/profile/avatar" enctype="multipart/form-data"><?cs call:csrf() ?>
<p><?cs call:face(Profile) ?></p>
<div class="field"><label for="picture"><?cs var:Lang.People.PictureFile ?></label>
<input id="picture" name="picture" type="file" accept="image/png,image/jpeg" aria-describedby="picture-hint<?cs if:Error.picture ?> picture-mistake<?cs /if ?>"<?cs if:Error.picture ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="picture-hint"><?cs var:Lang.People.PictureHint ?></p>
<?cs call:mistake("picture-mistake", Error.picture) ?></div>
<button type="submit"><?cs var:Lang.People.PictureSave ?></button>
</form></section>
<section class="section" aria-labelledby="password-head"><h2 id="password-head"><?cs var:Lang.Panel.PasswordChange ?></h2>
<form class="card panel narrow" method="post" action="/panel/password" novalidate><?cs call:csrf() ?>
<div class="field"><label for="current"><?cs var:Lang.Panel.PasswordCurrent ?></label>
<input id="current" name="current" type="password" autocomplete="current-password" required maxlength="200"<?cs call:wrong("current-mistake", Error.current) ?>>
<?cs call:mistake("current-mistake", Error.current) ?></div>
<div class="field"><label for="new"><?cs var:Lang.Panel.PasswordNew ?></label>
<input id="new" name="new" type="password" autocomplete="new-password" required maxlength="128" aria-describedby="new-hint<?cs if:Error.new ?> new-mistake<?cs /if ?>"<?cs if:Error.new ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="new-hint"><?cs var:Lang.Panel.PasswordHint ?></p>
<?cs call:mistake("new-mistake", Error.new) ?></div>
<button type="submit"><?cs var:Lang.Panel.PasswordSave ?></button>
</form></section>
