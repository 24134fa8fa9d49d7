provider "aws" {
  region = "eu-central-1"
}

resource "aws_s3_bucket" "invoices" {
  bucket = "tea-shop-invoices"
}

# WEAKNESS public-bucket: everybody can read the customers' invoices.
resource "aws_s3_bucket_acl" "invoices" {
  bucket = aws_s3_bucket.invoices.id
  acl    = "public-read"
}

# WEAKNESS open-to-the-world: SSH and the database from anywhere.
resource "aws_security_group" "shop" {
  name = "shop"
  ingress {
    from_port   = 22
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

# WEAKNESS database-not-encrypted, database-public
resource "aws_db_instance" "shop" {
  engine              = "postgres"
  instance_class      = "db.t3.micro"
  allocated_storage   = 20
  username            = "shop"
  password            = var.database_password
  publicly_accessible = true
  storage_encrypted   = false
  skip_final_snapshot = true
}

variable "database_password" {}
