<h1><?cs var:Lang.Factor.Title ?></h1>
<p class="lead"><?cs var:Lang.Factor.Text ?></p>
<section class="part" aria-labelledby="codes-head"><h2 id="codes-head"><?cs var:Lang.Factor.Codes ?></h2>
<p><?cs if:Factor.Codes ?><?cs var:Lang.Factor.CodesOn ?><?cs else ?><?cs var:Lang.Factor.CodesOff ?><?cs /if ?></p>
<p><a href="<?cs var:Factor.Path ?>/codes"><?cs if:Factor.Codes ?><?cs var:Lang.Factor.CodesAnew ?><?cs else ?><?cs var:Lang.Factor.CodesSetUp ?><?cs /if ?></a></p>
<?cs if:Factor.Codes ?><form method="post" action="<?cs var:Factor.Path ?>/codes/remove"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Factor.CodesRemove ?></button></form><?cs /if ?>
</section>
<?cs if:Factor.Any ?><section class="part" aria-labelledby="recovery-head"><h2 id="recovery-head"><?cs var:Lang.Factor.Recovery ?></h2>
<p><?cs var:Lang.Factor.RecoveryText ?> <?cs if:Factor.Left ?><?cs var:plural(Factor.Left + "|Lang.Factor.Left") ?><?cs else ?><?cs var:Lang.Factor.LeftNone ?><?cs /if ?></p>
<form method="post" action="<?cs var:Factor.Path ?>/recovery"><?cs call:csrf() ?><button type="submit"><?cs var:Lang.Factor.RecoveryNew ?></button></form>
</section><?cs /if ?>
<p><a href="/account"><?cs var:Lang.Customer.Account ?></a></p>
