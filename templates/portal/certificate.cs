<?cs include!"layout/certificate.cs" ?>
