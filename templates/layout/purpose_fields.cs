<div class="field"><label for="name_en"><?cs var:Lang.Consent.NameEn ?></label>
<input id="name_en" name="name_en" required maxlength="100" lang="en" value="<?cs var:Form.name_en ?>"<?cs call:wrong("name_en-mistake", Error.name_en) ?>>
<?cs call:mistake("name_en-mistake", Error.name_en) ?></div>
<div class="field"><label for="body_en"><?cs var:Lang.Consent.BodyEn ?></label>
<textarea id="body_en" name="body_en" rows="4" required lang="en"<?cs call:wrong("body_en-mistake", Error.body_en) ?>><?cs var:Form.body_en ?></textarea>
<?cs call:mistake("body_en-mistake", Error.body_en) ?></div>
<div class="field"><label for="name_es"><?cs var:Lang.Consent.NameEs ?></label>
<input id="name_es" name="name_es" required maxlength="100" lang="es" value="<?cs var:Form.name_es ?>"<?cs call:wrong("name_es-mistake", Error.name_es) ?>>
<?cs call:mistake("name_es-mistake", Error.name_es) ?></div>
<div class="field"><label for="body_es"><?cs var:Lang.Consent.BodyEs ?></label>
<textarea id="body_es" name="body_es" rows="4" required lang="es"<?cs call:wrong("body_es-mistake", Error.body_es) ?>><?cs var:Form.body_es ?></textarea>
<?cs call:mistake("body_es-mistake", Error.body_es) ?></div>
<div class="field"><label class="tick"><input type="checkbox" name="active" value="1"<?cs if:Form.active ?> checked<?cs /if ?>><span><?cs var:Lang.Consent.Active ?></span></label>
<label class="tick"><input type="checkbox" name="on_ask" value="1"<?cs if:Form.on_ask ?> checked<?cs /if ?>><span><?cs var:Lang.Consent.OnAsk ?></span></label></div>
