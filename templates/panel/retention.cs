<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Keep.Rules ?></h1></div>
<p class="dim lead"><?cs var:Lang.Keep.RulesText ?></p>
<?cs if:Rules ?><ul class="sessions card">
<?cs each:R = Rules ?><li><div class="grow"><strong><?cs include!"layout/rule.cs" ?></strong>
<p class="dim"><?cs if:R.On ?><?cs var:Lang.Keep.On ?><?cs else ?><?cs var:Lang.Keep.Off ?><?cs /if ?><?cs if:R.RanAt ?> · <?cs var:Lang.Keep.Ran ?> <?cs call:when(R.RanAt) ?><?cs /if ?></p></div>
<form method="post" action="/panel/privacy/retention/<?cs var:R.Id ?>/look"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Keep.LookNow ?><span class="visually-hidden"> (<?cs var:R.Id ?>)</span></button></form>
<?cs if:R.On ?><form method="post" action="/panel/privacy/retention/<?cs var:R.Id ?>/off"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Keep.SwitchOff ?><span class="visually-hidden"> (<?cs var:R.Id ?>)</span></button></form><?cs /if ?>
<a class="button small" href="/panel/privacy/retention/<?cs var:R.Id ?>"><?cs var:Lang.Keep.Edit ?><span class="visually-hidden"> (<?cs var:R.Id ?>)</span></a>
<form method="post" action="/panel/privacy/retention/<?cs var:R.Id ?>/remove"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Keep.Remove ?><span class="visually-hidden"> (<?cs var:R.Id ?>)</span></button></form></li>
<?cs /each ?></ul><?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Keep.NoRules ?></p></div><?cs /if ?>
<section class="section" aria-labelledby="new-rule"><h2 id="new-rule"><?cs var:Lang.Keep.RuleNew ?></h2>
<form class="card panel narrow" method="post" action="/panel/privacy/retention" novalidate><?cs call:csrf() ?>
<?cs include!"layout/rule_form.cs" ?>
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
