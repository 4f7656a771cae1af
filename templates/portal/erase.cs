<h1><?cs var:Lang.Erase.Own ?></h1>
<p class="lead"><?cs var:Lang.Erase.About.Own ?></p>
<?cs call:erase_plan() ?>
<?cs if:Held ?><p class="notice"><?cs var:Lang.Erase.Held ?> <?cs call:day(Held) ?></p>
<?cs else ?><?cs if:Proof.Link ?><p class="notice"><?cs var:Lang.Erase.LinkFirst ?></p><?cs /if ?>
<form class="form" method="post" action="/erase" novalidate><?cs call:csrf() ?>
<?cs call:erase_choice() ?>
<?cs call:erase_sure() ?>
<button type="submit" class="primary"><?cs var:Lang.Erase.Go ?></button>
<p class="hint"><?cs var:Lang.Erase.Outside ?></p>
</form><?cs /if ?>
<p><a href="/account"><?cs var:Lang.Erase.Back ?></a></p>
