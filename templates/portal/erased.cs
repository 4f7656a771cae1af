<h1><?cs var:Lang.Erase.Done ?></h1>
<p class="lead"><?cs var:Lang.Erase.Keep ?></p>
<?cs call:erased() ?>
<?cs if:Erasure.Certified ?><p><a class="button" href="<?cs var:Page.Path ?>/certificate" download><?cs var:Lang.Erase.Certificate ?></a> <a class="button" href="<?cs var:Page.Path ?>/paper"><?cs var:Lang.Paper.Open ?></a></p>
<p class="hint"><?cs var:Lang.Erase.CertificateHint ?> <a href="/.well-known/olvido-certificate-key">/.well-known/olvido-certificate-key</a></p><?cs /if ?>
