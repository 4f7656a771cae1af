<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Keep.Look ?></h1></div>
<?cs with:R = Rule ?><p class="lead"><strong><?cs include!"layout/rule.cs" ?></strong></p><?cs /with ?>
<section class="card panel narrow"><p><?cs if:Rule.Subject == #2 ?><?cs var:plural(Look.Count + "|Lang.Keep.LookContacts") ?><?cs else ?><?cs var:plural(Look.Count + "|Lang.Keep.LookTickets") ?><?cs /if ?><?cs if:Look.Held ?> <?cs var:plural(Look.Held + "|Lang.Keep.LookHeld") ?><?cs /if ?><?cs if:Look.Restricted ?> <?cs var:plural(Look.Restricted + "|Lang.Keep.LookRestricted") ?><?cs /if ?></p>
<?cs if:Examples ?><h2><?cs var:Lang.Keep.Examples ?></h2>
<ul><?cs each:x = Examples ?><li><?cs if:Rule.Subject == #2 ?><a href="/panel/contacts/<?cs var:x.Id ?>"><?cs var:Lang.Keep.Contact ?> <?cs var:x.Id ?></a><?cs else ?><a href="/panel/tickets/<?cs var:x.Id ?>"><span class="code"><?cs var:x.Code ?></span></a><?cs /if ?> <span class="dim"><?cs call:day(x.Activity) ?></span></li><?cs /each ?></ul><?cs /if ?>
<?cs if:Rule.On ?><p class="dim"><?cs var:Lang.Keep.On ?></p><?cs else ?><p class="hint"><?cs var:Lang.Keep.OnHint ?></p>
<form method="post" action="/panel/privacy/retention/<?cs var:Rule.Id ?>/on"><?cs call:csrf() ?><button type="submit" class="primary"><?cs var:Lang.Keep.SwitchOn ?></button></form><?cs /if ?>
<p><a href="/panel/privacy/retention"><?cs var:Lang.Keep.BackToRules ?></a></p></section>
