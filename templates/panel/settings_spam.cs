<?cs call:settings_nav() ?>
<?cs def:senders(list) ?><ul class="sessions"><?cs each:s = list ?><li><div class="grow"><?cs var:s.Name ?> <span class="dim"><?cs call:day(s.At) ?></span></div>
<form method="post" action="/panel/settings/spam/sender-remove"><?cs call:csrf() ?><input type="hidden" name="sender" value="<?cs var:s.Id ?>"><button type="submit" class="small"><?cs var:Lang.Spam.Remove ?><span class="visually-hidden">: <?cs var:s.Name ?></span></button></form></li>
<?cs /each ?></ul><?cs /def ?>
<div class="page-head"><h1><?cs var:Lang.Spam.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Spam.Lead ?></p>
<p><?cs var:Lang.Spam.Learnt ?> <strong><?cs var:Learnt ?></strong>. <?cs var:Lang.Spam.Size ?> <?cs var:Kilobytes ?> KB.<?cs if:Waiting > #0 ?> <?cs var:Lang.Spam.Waiting ?> <?cs var:Waiting ?>.<?cs /if ?></p>
<form class="card panel narrow" method="post" action="/panel/settings/spam" novalidate><?cs call:csrf() ?>
<fieldset class="field"><legend><?cs var:Lang.Spam.Mode ?></legend>
<label class="tick"><input type="radio" name="mode" value="on"<?cs if:Form.mode == "on" ?> checked<?cs /if ?>><span><?cs var:Lang.Spam.ModeOn ?></span></label>
<label class="tick"><input type="radio" name="mode" value="mark"<?cs if:Form.mode == "mark" ?> checked<?cs /if ?>><span><?cs var:Lang.Spam.ModeMark ?></span></label>
<label class="tick"><input type="radio" name="mode" value="off"<?cs if:Form.mode == "off" ?> checked<?cs /if ?>><span><?cs var:Lang.Spam.ModeOff ?></span></label></fieldset>
<div class="field"><label for="spam_at"><?cs var:Lang.Spam.SpamAt ?></label>
<input id="spam_at" name="spam_at" inputmode="decimal" maxlength="8" value="<?cs var:Form.spam_at ?>" aria-describedby="spam_at-hint<?cs if:Error.spam_at ?> spam_at-mistake<?cs /if ?>"<?cs if:Error.spam_at ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="spam_at-hint"><?cs var:Lang.Spam.SpamAtHint ?></p>
<?cs call:mistake("spam_at-mistake", Error.spam_at) ?></div>
<div class="field"><label for="unsure_at"><?cs var:Lang.Spam.UnsureAt ?></label>
<input id="unsure_at" name="unsure_at" inputmode="decimal" maxlength="8" required value="<?cs var:Form.unsure_at ?>" aria-describedby="unsure_at-hint<?cs if:Error.unsure_at ?> unsure_at-mistake<?cs /if ?>"<?cs if:Error.unsure_at ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="unsure_at-hint"><?cs var:Lang.Spam.UnsureAtHint ?></p>
<?cs call:mistake("unsure_at-mistake", Error.unsure_at) ?></div>
<div class="field"><label class="tick"><input type="checkbox" name="digest_subjects" value="1" aria-describedby="subjects-hint"<?cs if:Form.digest_subjects ?> checked<?cs /if ?>><span><?cs var:Lang.Digest.Subjects ?></span></label>
<p class="hint" id="subjects-hint"><?cs var:Lang.Digest.SubjectsHint ?> <a href="/panel/profile"><?cs var:Lang.Panel.Profile ?></a></p></div>
<button type="submit" class="primary"><?cs var:Lang.Spam.Save ?></button>
</form>
<section class="card panel narrow">
<h2><?cs var:Lang.Spam.Senders ?></h2><p class="dim"><?cs var:Lang.Spam.SendersText ?></p>
<h3><?cs var:Lang.Spam.Allowed ?></h3><?cs if:Allowed ?><?cs call:senders(Allowed) ?><?cs else ?><p class="dim"><?cs var:Lang.Spam.Nobody ?></p><?cs /if ?>
<h3><?cs var:Lang.Spam.Blocked ?></h3><?cs if:Blocked ?><?cs call:senders(Blocked) ?><?cs else ?><p class="dim"><?cs var:Lang.Spam.Nobody ?></p><?cs /if ?>
<form method="post" action="/panel/settings/spam/sender" novalidate><?cs call:csrf() ?>
<div class="field"><label for="name"><?cs var:Lang.Spam.Name ?></label>
<input id="name" name="name" maxlength="254" autocomplete="off" value="<?cs var:Typed.Name ?>" aria-describedby="name-hint<?cs if:Error.name ?> name-mistake<?cs /if ?>"<?cs if:Error.name ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="name-hint"><?cs var:Lang.Spam.NameHint ?></p>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<div class="row"><button type="submit" name="kind" value="allow"><?cs var:Lang.Spam.Allow ?></button> <button type="submit" name="kind" value="block"><?cs var:Lang.Spam.Block ?></button></div>
</form>
</section>
