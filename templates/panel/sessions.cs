<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Panel.Sessions ?></h1></div>
<p class="dim lead"><?cs var:Lang.Panel.SessionsHint ?></p>
<ul class="sessions card narrow">
<?cs each:s = Sessions ?><li>
<div class="grow"><strong><?cs if:s.Label ?><?cs var:s.Label ?><?cs else ?><?cs var:Lang.Panel.SessionUnknown ?><?cs /if ?></strong><?cs if:s.This ?> <span class="badge badge-answered"><?cs var:Lang.Panel.SessionThis ?></span><?cs /if ?>
<p class="dim"><?cs if:s.Prefix ?><?cs var:Lang.Panel.SessionFrom ?> <?cs var:s.Prefix ?> · <?cs /if ?><?cs var:Lang.Panel.SessionSince ?> <?cs call:when(s.Created) ?> · <?cs var:Lang.Panel.SessionSeen ?> <?cs call:when(s.Seen) ?></p></div>
<form method="post" action="/panel/sessions/<?cs var:s.Id ?>/revoke"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Panel.SessionEnd ?><span class="visually-hidden">: <?cs if:s.Label ?><?cs var:s.Label ?><?cs else ?><?cs var:Lang.Panel.SessionUnknown ?><?cs /if ?></span></button></form>
</li>
<?cs /each ?></ul>
<?cs if:SessionsMore ?><form class="section" method="post" action="/panel/sessions/end-others"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Panel.SessionEndOthers ?></button></form><?cs /if ?>
<form class="section" method="post" action="/panel/sessions/end-all"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.People.SignOutEverywhere ?></button> <span class="hint"><?cs var:Lang.People.SignOutEverywhereHint ?></span></form>
