<h1><?cs var:Lang.Records.PublicTitle ?></h1>
<p class="lead"><?cs var:Lang.Records.PublicText ?></p>
<section class="part"><h2><?cs var:Lang.Records.Stored ?></h2>
<p><?cs var:Lang.Records.StoredText ?></p>
<ul class="plain-list"><?cs each:r = Records ?><li><?cs var:Lang.Records.What[r.Key] ?>: <?cs var:Lang.Records.Erased[r.Erased] ?></li><?cs /each ?></ul></section>
<section class="part"><h2><?cs var:Lang.Records.Purpose ?></h2>
<ul class="plain-list"><?cs each:w = Owners ?><li><?cs var:Lang.Records.Why[w.Owner] ?></li><?cs /each ?></ul></section>
<section class="part"><h2><?cs var:Lang.Records.PublicHowLong ?></h2>
<ul class="plain-list"><?cs if:!Rules ?><li><?cs var:Lang.Records.NoRule ?></li><?cs /if ?><?cs each:R = Rules ?><li><?cs if:R.Subject == #2 ?><?cs var:Lang.Keep.RuleContacts ?><?cs elif:R.Certain ?><?cs var:Lang.Records.Some ?><?cs else ?><?cs var:Lang.Keep.RuleTickets ?><?cs /if ?>; <?cs var:plural(R.Days + "|Lang.Keep.After") ?>: <?cs var:Lang.Keep.Act[R.Act] ?></li><?cs /each ?>
<li><?cs var:plural(BinDays + "|Lang.Keep.BinText") ?></li>
<li><?cs var:plural(OutboxDays + "|Lang.Keep.OutboxDays") ?></li>
<li><?cs var:plural(AuditDays + "|Lang.Keep.AuditDays") ?></li>
<li><?cs var:Lang.Keep.Always ?></li></ul></section>
<section class="part"><h2><?cs var:Lang.Records.Rights ?></h2>
<p><?cs var:Lang.Records.RightsText ?> <?cs var:Lang.Records.Complaint ?></p></section>
<section class="part"><h2><?cs var:Lang.Records.Cookies ?></h2>
<p><?cs var:Lang.Records.CookiesText ?></p></section>
