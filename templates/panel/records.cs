<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Records.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Records.Text ?> <a href="/privacy"><?cs var:Lang.Records.PublicLink ?></a></p>
<section class="card panel" aria-labelledby="how-long"><h2 id="how-long"><?cs var:Lang.Records.HowLong ?></h2>
<ul><?cs each:R = Rules ?><li><?cs include!"layout/rule.cs" ?></li><?cs /each ?>
<li><?cs var:plural(BinDays + "|Lang.Keep.BinText") ?></li>
<li><?cs var:plural(OutboxDays + "|Lang.Keep.OutboxDays") ?></li>
<li><?cs var:plural(AuditDays + "|Lang.Keep.AuditDays") ?></li>
<li><?cs var:Lang.Keep.Always ?></li></ul></section>
<?cs each:g = Groups ?><?cs if:g.Records ?><section class="section" aria-labelledby="of-<?cs var:g.Owner ?>"><h2 id="of-<?cs var:g.Owner ?>"><?cs var:Lang.Records.Of[g.Owner] ?></h2>
<p class="dim"><?cs var:Lang.Records.Why[g.Owner] ?></p>
<?cs each:r = g.Records ?><details class="card panel"><summary><strong><?cs var:Lang.Records.What[r.Key] ?></strong><?cs if:r.Sealed ?> · <?cs var:Lang.Records.Sealed ?><?cs /if ?> · <?cs var:Lang.Records.Erased[r.Erased] ?></summary>
<dl class="facts"><div><dt><?cs var:Lang.Records.Table ?></dt><dd><code><?cs var:r.Table ?></code></dd></div>
<div><dt><?cs var:Lang.Records.Ends ?></dt><dd><?cs var:Lang.Records.EndsBy[r.Ends] ?></dd></div>
<div><dt><?cs var:Lang.Records.InExport ?></dt><dd><?cs if:r.Exported ?><?cs var:Lang.Records.Yes ?><?cs else ?><?cs var:Lang.Records.No ?><?cs /if ?></dd></div></dl>
<ul><?cs each:c = r.Columns ?><li><code><?cs var:c.Name ?></code> (<?cs var:Lang.Records.Form[c.Form] ?>) <?cs if:Lang.Records.Note[c.Key] ?><?cs var:Lang.Records.Note[c.Key] ?><?cs else ?><span lang="en"><?cs var:c.Note ?></span><?cs /if ?></li><?cs /each ?></ul></details>
<?cs /each ?></section><?cs /if ?><?cs /each ?>
