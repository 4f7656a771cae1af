<?cs include!"layout/privacy_kinds.cs" ?><?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Request.New ?></h1></div>
<p class="dim lead"><?cs var:Lang.Request.NewLead ?></p>
<form class="card panel narrow" method="post" action="/panel/privacy/requests" novalidate><?cs call:csrf() ?>
<?cs if:Who.Id ?><input type="hidden" name="contact" value="<?cs var:Who.Id ?>">
<div class="field"><span class="label"><?cs var:Lang.Request.Who ?></span> <?cs if:Who.Restricted ?><?cs var:Lang.Restrict.Person ?><?cs else ?><?cs var:Who.Name ?> <span class="dim"><?cs var:Who.Email ?></span><?cs /if ?></div>
<?cs else ?><div class="field"><label for="name"><?cs var:Lang.Request.Name ?></label>
<input id="name" name="name" maxlength="200" autocomplete="off" value="<?cs var:Form.name ?>" aria-describedby="name-hint<?cs if:Error.name ?> name-mistake<?cs /if ?>"<?cs if:Error.name ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="name-hint"><?cs var:Lang.Request.NameHint ?></p>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<div class="field"><label for="address"><?cs var:Lang.Request.Address ?></label>
<input id="address" name="address" maxlength="300" autocomplete="off" value="<?cs var:Form.address ?>"<?cs call:wrong("address-mistake", Error.address) ?>>
<?cs call:mistake("address-mistake", Error.address) ?></div><?cs /if ?>
<div class="field"><label for="kind"><?cs var:Lang.Request.What ?></label>
<select id="kind" name="kind" required<?cs call:wrong("kind-mistake", Error.kind) ?>><option value=""><?cs var:Lang.Request.Choose ?></option><?cs call:kind_options() ?></select>
<?cs call:mistake("kind-mistake", Error.kind) ?></div>
<div class="field"><label for="received"><?cs var:Lang.Request.Received ?></label>
<input id="received" name="received" type="date" max="<?cs var:ymd(Today) ?>" value="<?cs if:Form.received ?><?cs var:Form.received ?><?cs else ?><?cs var:ymd(Today) ?><?cs /if ?>" aria-describedby="received-hint<?cs if:Error.received ?> received-mistake<?cs /if ?>"<?cs if:Error.received ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="received-hint"><?cs var:Lang.Request.ReceivedHint ?></p>
<?cs call:mistake("received-mistake", Error.received) ?></div>
<div class="field"><label for="text"><?cs var:Lang.Request.Text ?></label>
<textarea id="text" name="text" rows="6"<?cs call:wrong("text-mistake", Error.text) ?>><?cs var:Form.text ?></textarea>
<?cs call:mistake("text-mistake", Error.text) ?></div>
<div class="field"><label for="how"><?cs var:Lang.Request.How ?></label>
<textarea id="how" name="how" rows="3" aria-describedby="how-hint<?cs if:Error.how ?> how-mistake<?cs /if ?>"<?cs if:Error.how ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.how ?></textarea>
<p class="hint" id="how-hint"><?cs var:Lang.Request.HowHint ?></p>
<?cs call:mistake("how-mistake", Error.how) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Request.Make ?></button>
</form>
