<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Keep.Rules ?></h1></div>
<p class="dim lead"><?cs var:Lang.Keep.RulesText ?></p>
<?cs if:Rules ?><ul class="sessions card">
<?cs each:R = Rules ?><li><div class="grow"><strong><?cs include!"layout/rule.cs" ?></strong>
<p class="dim"><?cs if:R.On ?><?cs var:Lang.Keep.On ?><?cs else ?><?cs var:Lang.Keep.Off ?><?cs /if ?><?cs if:R.RanAt ?> · <?cs var:Lang.Keep.Ran ?> <?cs call:when(R.RanAt) ?><?cs /if ?></p></div>
<form method="post" action="/panel/privacy/retention/<?cs var:R.Id ?>/look"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Keep.LookNow ?><span class="visually-hidden"> (<?cs var:R.Id ?>)</span></button></form>
<?cs if:R.On ?><form method="post" action="/panel/privacy/retention/<?cs var:R.Id ?>/off"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Keep.SwitchOff ?><span class="visually-hidden"> (<?cs var:R.Id ?>)</span></button></form><?cs /if ?>
<form method="post" action="/panel/privacy/retention/<?cs var:R.Id ?>/remove"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Keep.Remove ?><span class="visually-hidden"> (<?cs var:R.Id ?>)</span></button></form></li>
<?cs /each ?></ul><?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Keep.NoRules ?></p></div><?cs /if ?>
<section class="section" aria-labelledby="new-rule"><h2 id="new-rule"><?cs var:Lang.Keep.RuleNew ?></h2>
<form class="card panel narrow" method="post" action="/panel/privacy/retention" novalidate><?cs call:csrf() ?>
<div class="field"><label for="subject"><?cs var:Lang.Keep.What ?></label>
<select id="subject" name="subject"<?cs call:wrong("subject-mistake", Error.subject) ?>><option value="1"><?cs var:Lang.Keep.RuleTickets ?></option><option value="2"<?cs if:Form.subject == #2 ?> selected<?cs /if ?>><?cs var:Lang.Keep.RuleContacts ?></option></select>
<?cs call:mistake("subject-mistake", Error.subject) ?></div>
<div class="field"><label for="department"><?cs var:Lang.Panel.Department ?></label>
<select id="department" name="department"><option value="0"><?cs var:Lang.Keep.Any ?></option><?cs each:d = Departments ?><option value="<?cs var:d.Id ?>"<?cs if:Form.department == d.Id ?> selected<?cs /if ?>><?cs var:d.Name ?></option><?cs /each ?></select></div>
<div class="field"><label for="tag"><?cs var:Lang.Keep.Tag ?></label>
<select id="tag" name="tag"><option value="0"><?cs var:Lang.Keep.Any ?></option><?cs each:g = Tags ?><option value="<?cs var:g.Id ?>"<?cs if:Form.tag == g.Id ?> selected<?cs /if ?>><?cs var:g.Name ?></option><?cs /each ?></select></div>
<div class="field"><label for="channel"><?cs var:Lang.Keep.Channel ?></label>
<select id="channel" name="channel"><option value="0"><?cs var:Lang.Keep.Any ?></option><?cs each:c = Channels ?><option value="<?cs var:c.Id ?>"<?cs if:Form.channel == c.Id ?> selected<?cs /if ?>><?cs var:Lang.Channel[c.Name] ?></option><?cs /each ?></select></div>
<div class="field"><label for="status"><?cs var:Lang.Panel.Status ?></label>
<select id="status" name="status"><option value=""><?cs var:Lang.Keep.AnyStatus ?></option><?cs each:s = Statuses ?><option value="<?cs var:s.Name ?>"<?cs if:Form.status == s.Name ?> selected<?cs /if ?>><?cs var:Lang.Status[s.Name] ?></option><?cs /each ?></select></div>
<div class="field"><label for="days"><?cs var:Lang.Keep.Days ?></label>
<input id="days" name="days" type="number" min="1" max="7300" required value="<?cs var:Form.days ?>"<?cs call:wrong("days-mistake", Error.days) ?>>
<?cs call:mistake("days-mistake", Error.days) ?></div>
<div class="field"><label for="act"><?cs var:Lang.Keep.Then ?></label>
<select id="act" name="act"><option value="1"><?cs var:Lang.Keep.Act.1 ?></option><option value="2"<?cs if:Form.act == #2 ?> selected<?cs /if ?>><?cs var:Lang.Keep.Act.2 ?></option></select></div>
<p class="hint"><?cs var:Lang.Keep.RuleHint ?></p>
<button type="submit" class="primary"><?cs var:Lang.Keep.RuleSave ?></button>
</form></section>
<section class="section" aria-labelledby="bin-head"><h2 id="bin-head"><?cs var:Lang.Keep.Bin ?></h2>
<form class="card panel narrow" method="post" action="/panel/privacy/retention/bin" novalidate><?cs call:csrf() ?>
<div class="field"><label for="bin_days"><?cs var:Lang.Keep.BinDays ?></label>
<input id="bin_days" name="bin_days" type="number" min="1" max="365" required value="<?cs if:Form.bin_days ?><?cs var:Form.bin_days ?><?cs else ?><?cs var:BinDays ?><?cs /if ?>"<?cs call:wrong("bin_days-mistake", Error.bin_days) ?>>
<?cs call:mistake("bin_days-mistake", Error.bin_days) ?></div>
<button type="submit"><?cs var:Lang.Panel.Save ?></button>
</form>
<p class="hint narrow"><?cs var:plural(OutboxDays + "|Lang.Keep.OutboxDays") ?> <?cs var:plural(AuditDays + "|Lang.Keep.AuditDays") ?> <?cs var:Lang.Keep.Always ?></p></section>
