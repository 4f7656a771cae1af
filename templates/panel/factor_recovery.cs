<?cs call:settings_nav() ?>
<div class="page-head"><h1><?cs var:Lang.Factor.RecoveryTitle ?></h1></div>
<p class="lead narrow"><?cs var:Lang.Factor.RecoveryKeep ?></p>
<ul class="recovery card panel narrow">
<?cs each:r = Recovery ?><li><code><?cs var:r.Code ?></code></li>
<?cs /each ?></ul>
<p><a href="<?cs var:Factor.Path ?>"><?cs var:Lang.Factor.RecoveryDone ?></a></p>
