<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Factor.Title ?></h1></div>
<p class="dim lead"><?cs var:Lang.Factor.Text ?></p>
<?cs if:Factor.Must ?><p class="doubt"><span class="warn"><?cs call:icon("warn") ?><?cs var:Lang.Factor.Must ?></span></p><?cs /if ?>
<section class="card panel narrow" aria-labelledby="codes-head"><h2 id="codes-head"><?cs var:Lang.Factor.Codes ?></h2>
<p><?cs if:Factor.Codes ?><?cs var:Lang.Factor.CodesOn ?><?cs else ?><?cs var:Lang.Factor.CodesOff ?><?cs /if ?></p>
<p><a href="<?cs var:Factor.Path ?>/codes"><?cs if:Factor.Codes ?><?cs var:Lang.Factor.CodesAnew ?><?cs else ?><?cs var:Lang.Factor.CodesSetUp ?><?cs /if ?></a></p>
<?cs if:Factor.Codes ?><form method="post" action="<?cs var:Factor.Path ?>/codes/remove"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Factor.CodesRemove ?></button></form><?cs /if ?>
</section>
<section class="card panel narrow" aria-labelledby="passkeys-head"><h2 id="passkeys-head"><?cs var:Lang.Passkey.Head ?></h2>
<p><?cs var:Lang.Passkey.Text ?></p>
<?cs if:subcount(Passkeys) > #0 ?><ul class="sessions">
<?cs each:k = Passkeys ?><li>
<div class="grow"><strong><?cs var:k.Name ?></strong>
<p class="dim"><?cs var:Lang.Passkey.Since ?> <?cs call:day(k.Created) ?><?cs if:k.Used ?> · <?cs var:Lang.Passkey.Used ?> <?cs call:when(k.Used) ?><?cs /if ?></p></div>
<form method="post" action="<?cs var:Factor.Path ?>/passkeys/<?cs var:k.Id ?>/remove"><?cs call:csrf() ?><button type="submit" class="small"><?cs var:Lang.Passkey.Remove ?><span class="visually-hidden">: <?cs var:k.Name ?></span></button></form>
</li>
<?cs /each ?></ul><?cs /if ?>
<p><a href="<?cs var:Factor.Path ?>/passkeys"><?cs var:Lang.Passkey.Add ?></a></p>
</section>
<?cs if:Factor.Any ?><section class="card panel narrow" aria-labelledby="recovery-head"><h2 id="recovery-head"><?cs var:Lang.Factor.Recovery ?></h2>
<p><?cs var:Lang.Factor.RecoveryText ?> <?cs if:Factor.Left ?><?cs var:plural(Factor.Left + "|Lang.Factor.Left") ?><?cs else ?><?cs var:Lang.Factor.LeftNone ?><?cs /if ?></p>
<form method="post" action="<?cs var:Factor.Path ?>/recovery"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Factor.RecoveryNew ?></button></form>
</section><?cs /if ?>
