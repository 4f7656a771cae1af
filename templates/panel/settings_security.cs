<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Security.Nav ?></h1></div>
<?cs if:Expires ?><p<?cs if:ExpiresSoon ?> class="mistake" role="alert"<?cs else ?> class="dim lead"<?cs /if ?>><?cs if:ExpiresSoon ?><?cs var:Lang.Security.ExpiresSoon ?> <?cs /if ?><?cs var:Lang.Security.Expires ?> <?cs call:day(Expires) ?>: <a href="/.well-known/security.txt">security.txt</a>, <a href="/security"><?cs var:Lang.Security.Title ?></a></p><?cs /if ?>
<form class="card panel narrow" method="post" action="/panel/settings/security" novalidate><?cs call:csrf() ?>
<div class="field"><label><input type="checkbox" name="shown" value="1"<?cs if:Form.shown ?> checked<?cs /if ?>> <?cs var:Lang.Security.Shown ?></label></div>
<div class="field"><label for="department"><?cs var:Lang.Security.Department ?></label>
<select id="department" name="department" aria-describedby="department-hint"><?cs each:d = Restricted ?><option value="<?cs var:d.Id ?>"<?cs if:d.Selected ?> selected<?cs /if ?>><?cs var:d.Name ?></option><?cs /each ?><option value="0"><?cs var:Lang.Security.NewDepartment ?></option></select>
<p class="hint" id="department-hint"><?cs var:Lang.Security.DepartmentHint ?></p></div>
<div class="field"><label for="contact"><?cs var:Lang.Security.Contact ?></label>
<input id="contact" name="contact" maxlength="300" value="<?cs var:Form.contact ?>" aria-describedby="contact-hint<?cs if:Error.contact ?> contact-mistake<?cs /if ?>"<?cs if:Error.contact ?> aria-invalid="true"<?cs /if ?>>
<p class="hint" id="contact-hint"><?cs var:Lang.Security.ContactHint ?></p>
<?cs call:mistake("contact-mistake", Error.contact) ?></div>
<div class="field"><label for="policy"><?cs var:Lang.Security.Policy ?></label>
<textarea id="policy" name="policy" rows="14" aria-describedby="policy-hint<?cs if:Error.policy ?> policy-mistake<?cs /if ?>"<?cs if:Error.policy ?> aria-invalid="true"<?cs /if ?>><?cs var:Form.policy ?></textarea>
<p class="hint" id="policy-hint"><?cs var:Lang.Security.PolicyHint ?></p>
<?cs call:mistake("policy-mistake", Error.policy) ?></div>
<button type="submit" class="primary"><?cs var:Lang.Security.Save ?></button>
</form>
<section class="card panel narrow">
<h2><?cs var:Lang.Security.ThankTitle ?></h2><p class="dim"><?cs var:Lang.Security.ThankText ?></p>
<?cs if:Thanks ?><ul class="sessions"><?cs each:t = Thanks ?><li><div class="grow"><?cs var:t.Name ?> <span class="dim"><?cs call:day(t.At) ?></span></div>
<form method="post" action="/panel/settings/security/thanks-remove"><?cs call:csrf() ?><input type="hidden" name="thanks" value="<?cs var:t.Id ?>"><button type="submit" class="small"><?cs var:Lang.Security.ThankRemove ?><span class="visually-hidden">: <?cs var:t.Name ?></span></button></form></li>
<?cs /each ?></ul><?cs /if ?>
<form method="post" action="/panel/settings/security/thanks" novalidate><?cs call:csrf() ?>
<div class="field"><label for="ticket"><?cs var:Lang.Security.ThankTicket ?></label>
<input id="ticket" name="ticket" inputmode="numeric" maxlength="20" value="<?cs var:Form.ticket ?>"<?cs call:wrong("ticket-mistake", Error.ticket) ?>>
<?cs call:mistake("ticket-mistake", Error.ticket) ?></div>
<div class="field"><label for="name"><?cs var:Lang.Security.ThankName ?></label>
<input id="name" name="name" maxlength="100" value="<?cs var:Form.name ?>"<?cs call:wrong("name-mistake", Error.name) ?>>
<?cs call:mistake("name-mistake", Error.name) ?></div>
<button type="submit"><?cs var:Lang.Security.ThankAdd ?></button>
</form>
</section>
