<div class="page-head"><h1><?cs var:Lang.Erase.Done ?> <?cs var:Erasure.Id ?></h1></div>
<?cs call:erased() ?>
