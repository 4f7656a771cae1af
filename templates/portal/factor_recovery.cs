<h1><?cs var:Lang.Factor.RecoveryTitle ?></h1>
<p class="lead"><?cs var:Lang.Factor.RecoveryKeep ?></p>
<ul class="form recovery">
<?cs each:r = Recovery ?><li><code><?cs var:r.Code ?></code></li>
<?cs /each ?></ul>
<p><a href="<?cs var:Factor.Path ?>"><?cs var:Lang.Factor.RecoveryDone ?></a></p>
