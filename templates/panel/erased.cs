<div class="page-head"><h1><?cs var:Lang.Erase.Done ?> <?cs var:Erasure.Id ?></h1></div>
<?cs call:erased() ?>
<?cs if:Erasure.Certified ?><p class="no-print"><a class="button" href="/panel/erase/done/<?cs var:Erasure.Id ?>/certificate" download><?cs var:Lang.Erase.Certificate ?></a> <a class="button" href="/panel/erase/done/<?cs var:Erasure.Id ?>/paper"><?cs var:Lang.Paper.Open ?></a></p>
<p class="hint"><?cs var:Lang.Erase.CertificateHint ?> <a href="/.well-known/olvido-certificate-key">/.well-known/olvido-certificate-key</a></p><?cs /if ?>
