<?cs include!"layout/privacy_nav.cs" ?>
<div class="page-head"><h1><?cs var:Lang.Keep.Holds ?></h1></div>
<p class="dim lead"><?cs var:Lang.Keep.HoldsText ?></p>
<?cs def:hold(h) ?><li><div class="grow"><strong><?cs if:h.Name ?><a href="/panel/<?cs if:h.Kind == "ticket" ?>tickets<?cs else ?>contacts<?cs /if ?>/<?cs var:h.Subject ?>"><?cs if:h.Kind == "ticket" ?><?cs var:Lang.Keep.Ticket ?><?cs else ?><?cs var:Lang.Keep.Contact ?><?cs /if ?> <?cs var:h.Name ?></a><?cs else ?><?cs var:Lang.Keep.Unreadable ?><?cs /if ?></strong>
<p><?cs var:h.Reason ?></p>
<p class="dim"><?cs var:Lang.Keep.SetBy ?> <?cs if:h.By ?><?cs var:h.By ?><?cs else ?><?cs var:Lang.Keep.Former ?><?cs /if ?>, <?cs call:day(h.At) ?> · <?cs if:h.Lifted ?><?cs var:Lang.Keep.LiftedBy ?> <?cs if:h.LiftedBy ?><?cs var:h.LiftedBy ?><?cs else ?><?cs var:Lang.Keep.Former ?><?cs /if ?>,<?cs else ?><?cs var:Lang.Keep.Ends ?><?cs /if ?> <?cs call:day(h.Ends) ?></p></div>
<?cs /def ?>
<?cs if:Holds ?><ul class="sessions card">
<?cs each:h = Holds ?><?cs call:hold(h) ?><form method="post" action="/panel/privacy/holds/<?cs var:h.Id ?>/lift"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Keep.Lift ?><span class="visually-hidden">: <?cs var:h.Name ?></span></button></form></li>
<?cs /each ?></ul>
<?cs if:More ?><p class="hint"><?cs var:Lang.Keep.HoldsMore ?></p><?cs /if ?>
<?cs else ?><div class="card empty"><?cs call:mark() ?><p><?cs var:Lang.Keep.NoHolds ?></p></div><?cs /if ?>
<?cs if:Ended ?><section class="section" aria-labelledby="ended"><h2 id="ended"><?cs var:Lang.Keep.Ended ?></h2>
<ul class="sessions card">
<?cs each:h = Ended ?><?cs call:hold(h) ?></li>
<?cs /each ?></ul></section><?cs /if ?>
